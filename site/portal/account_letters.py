"""What a member of staff is told about their own account."""

import clock
from accounts.models import User
from letters import outbox


def tell_of_reset(user: User) -> None:
    """Write that the code app was reset: whoever did not ask for it must hear of it."""
    if not user.email:
        return
    outbox.write(
        kind="mail",
        to=user.email,
        template="staff_code_app_reset",
        context={},
        language=user.language,
        key=f"code-app-reset:{user.pk}:{clock.now().timestamp()}",
    )
