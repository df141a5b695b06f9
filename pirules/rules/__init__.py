"""Rules as data: model, three-valued logic, two engines that must agree, static checks."""
