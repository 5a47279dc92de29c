"""The demo: an invented practice, told in data files beside this module, one Monday in November."""
