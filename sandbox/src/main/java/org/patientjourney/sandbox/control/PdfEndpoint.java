package org.patientjourney.sandbox.control;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.patientjourney.sandbox.catalogue.Catalogue;
import org.patientjourney.sandbox.endpoints.HeldAnswers;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.LocalServer.Route;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Fault;
import org.patientjourney.sandbox.state.Fault.ArmedFault;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.StateStore;

/**
 * The target of {@code exam_url} until it expires: one page of fictional text, always the same, as
 * a PDF 1.4 file (ISO 32000-1), all of it ASCII.
 */
public record PdfEndpoint(StateStore store, InstantSource clock, URI sandbox) {
  // By the sandbox's clock: docs/provider.md, Links.
  private static final Duration LINK_LIFETIME = Duration.ofHours(24);
  private static final String HMAC = "HmacSHA256";
  // Not secret: it protects fictional text, and links must outlive the process that signed them.
  private static final byte[] KEY = "sandbox".getBytes(StandardCharsets.UTF_8);
  private static final int NONCE_LENGTH = 32;
  // As CloudFront and S3 refuse a link that is expired or was changed.
  private static final Answer DENIED =
      new Answer(403, "application/xml", "<Error><Code>AccessDenied</Code><Message/></Error>\n");

  public Route route() {
    return new Route("GET", "/pdf/{id}.pdf", this::show);
  }

  /** A link with a new signature. */
  public String link(long patientExamId) {
    String expires = String.valueOf(clock.instant().plus(LINK_LIFETIME).getEpochSecond());
    String nonce = UUID.randomUUID().toString().replace("-", "");
    String signature = signature(patientExamId, expires, nonce);
    return sandbox
        + ("/pdf/" + patientExamId + ".pdf?Expires=" + expires + "&Signature=" + signature);
  }

  private static String signature(long patientExamId, String expires, String nonce) {
    String signed = patientExamId + " " + expires + " " + nonce;
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(KEY, HMAC));
      return nonce + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("expected every JDK to have " + HMAC, e);
    }
  }

  private boolean isValid(long patientExamId, String expires, String signature) {
    return expires.matches("\\d{1,11}")
        && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(expires)))
        && signature.length() > NONCE_LENGTH
        && MessageDigest.isEqual(
            signature(patientExamId, expires, signature.substring(0, NONCE_LENGTH))
                .getBytes(StandardCharsets.UTF_8),
            signature.getBytes(StandardCharsets.UTF_8));
  }

  private Answer show(Request request) {
    if (!request.segment().matches("\\d{1,18}")) {
      return DENIED;
    }
    long exam = Long.parseLong(request.segment());
    if (!isValid(exam, request.parameter("Expires"), request.parameter("Signature"))) {
      return DENIED;
    }
    return store.now().inviteOf(exam).map(invite -> answer(invite, exam)).orElse(DENIED);
  }

  private Answer answer(Invite invite, long patientExamId) {
    Optional<ArmedFault> armed =
        store.takeFault(invite.clinic(), candidate -> candidate.fault().kind() == Fault.Kind.PDF);
    Fault fault = armed.map(ArmedFault::fault).orElse(null);
    if (fault == Fault.PDF_500) {
      return new Answer(500, "text/plain", "Internal server error.");
    }
    if (fault == Fault.PDF_NOT_PDF) {
      return Answer.html(200, "<html><body><h1>Please log in</h1></body></html>");
    }
    armed.ifPresent(slow -> HeldAnswers.await(Duration.ofMillis(slow.millis())));
    String title = Catalogue.exam(invite.exam(patientExamId).orElseThrow().examId()).title();
    return new Answer(200, "application/pdf", file(page(patientExamId, title)));
  }

  /**
   * The operators of ISO 32000-1, annex A: a heading, and two lines below it. No title has
   * parentheses, which would need an escape.
   */
  private static String page(long patientExamId, String examTitle) {
    return String.format(
        Locale.ROOT,
        """
        BT
        /F1 18 Tf
        72 720 Td
        (Exam record) Tj
        /F1 11 Tf
        0 -32 Td
        (Patient exam %d: %s) Tj
        0 -18 Td
        (Made by the sandbox. Fictional: no patient, no clinician, no medical record.) Tj
        ET
        """,
        patientExamId,
        examTitle);
  }

  /** The objects with the table of their offsets. */
  private static String file(String page) {
    List<String> objects =
        List.of(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]"
                + " /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
            "<< /Length " + page.length() + " >>\nstream\n" + page + "endstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    StringBuilder file = new StringBuilder("%PDF-1.4\n");
    StringBuilder table = new StringBuilder("0000000000 65535 f \n");
    for (int i = 0; i < objects.size(); i++) {
      table.append(String.format(Locale.ROOT, "%010d 00000 n \n", file.length()));
      file.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
    }
    int size = objects.size() + 1;
    return file
        + ("xref\n0 " + size + "\n" + table)
        + ("trailer\n<< /Size " + size + " /Root 1 0 R >>\n")
        + ("startxref\n" + file.length() + "\n%%EOF\n");
  }
}
