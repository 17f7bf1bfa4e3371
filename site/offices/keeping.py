"""Who may change a register: what was entered once is never deleted, because papers and deadlines stand on it."""

from wagtail.permission_policies import ModelPermissionPolicy


class NeverDeleted(ModelPermissionPolicy):
    def user_has_permission(self, user: object, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))


class OnlyChanged(NeverDeleted):
    def user_has_permission(self, user: object, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)
