"""What the screens on the whole book share: they open to roles that were given at headquarters."""

from shop.production import screens

may_read = screens.held_at_headquarters
BookScreen = screens.HeadquartersScreen
ForRolesAtHeadquarters = screens.ForRolesAtHeadquarters
