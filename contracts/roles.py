"""Who reads agreements and who works on them."""

from accounts.roles import Role

#: May read every agreement and variation of their partnership.
READERS = (Role.COMMISSIONER, Role.APPROVER, Role.BOARD, Role.ANALYST)
#: May open the page of an agreement's step; the step itself says who takes it.
DOERS = (Role.COMMISSIONER, Role.APPROVER)
#: The same for a variation: the Board's advice may be recorded by its members.
ADVISERS = (Role.COMMISSIONER, Role.APPROVER, Role.BOARD)
