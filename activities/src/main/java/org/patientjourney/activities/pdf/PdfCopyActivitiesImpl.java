package org.patientjourney.activities.pdf;

import java.util.Optional;
import org.patientjourney.workflows.pdf.PdfCopyActivities;
import org.patientjourney.workflows.pdf.PdfCopyActivities.PdfCopyProgress;
import org.patientjourney.workflows.pdf.PdfCopyId;

/** One try: take the link up, fetch, store. No transaction is open while the file is fetched. */
public final class PdfCopyActivitiesImpl implements PdfCopyActivities {
  private final PdfCopyStore copies;
  private final PdfDownload download;

  public PdfCopyActivitiesImpl(PdfCopyStore copies, PdfDownload download) {
    this.copies = copies;
    this.download = download;
  }

  @Override
  public PdfCopyProgress tryToCopy(PdfCopyId copy) {
    Optional<PdfCopyStore.Link> link = copies.begin(copy);
    if (link.isEmpty()) {
      return PdfCopyProgress.over();
    }
    PdfDownloadOutcome outcome = download.fetch(link.get().url());
    if (outcome instanceof PdfDownloadOutcome.Failed failed) {
      return copies.failed(copy, link.get(), failed);
    }
    copies.copied(copy, ((PdfDownloadOutcome.Copied) outcome).content());
    return PdfCopyProgress.over();
  }
}
