"""What may go wrong with a protection report that is to be verified.

* HishoError
  x ReportError
    + ReportFormatError         this is no report of ours
    + ReportUnsignedError       it carries no signature
    + ReportChangedError        it was changed after it was signed
"""

from desktop.errors import HishoError


class ReportError(HishoError):
    """Something about a report."""


class ReportFormatError(ReportError):
    """This is no report of ours."""


class ReportUnsignedError(ReportError):
    """It carries no signature: it was made while the vault was locked, or the signature was cut off."""


class ReportChangedError(ReportError):
    """It was changed after it was signed."""
