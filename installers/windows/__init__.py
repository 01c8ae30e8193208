"""Makes what Windows installs from: the installers, their signatures, and what they are tried with."""
