package org.patientjourney.activities.qualiphy;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file for a patient exam: an ID photo, a lab report. Health data: prints type and size only. */
public final class Attachment {
  /** In bytes. The provider publishes no limit. */
  public static final int LARGEST = 25_000_000;

  /** Part of a header, so without characters that could end it. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._()-]{0,99}");

  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 .,_/&()-]{0,99}");

  private final String name;
  private final @Nullable String label;
  private final AttachmentType type;
  private final byte[] content;

  private Attachment(String name, @Nullable String label, AttachmentType type, byte[] content) {
    this.name = name;
    this.label = label;
    this.type = type;
    this.content = content;
  }

  /**
   * A file that may be sent.
   *
   * @param label what it is, in the words of the provider's exam list, such as {@code Lab}
   * @param content not copied, as it is large
   */
  public static Attachment of(String name, @Nullable String label, byte[] content) {
    AttachmentType type =
        AttachmentType.of(content)
            .orElseThrow(() -> new IllegalArgumentException("expected PDF, JPEG, PNG or HEIC"));
    if (!isName(name) || !type.fitsName(name) || (label != null && !isLabel(label))) {
      throw new IllegalArgumentException("name, label and content of an attachment do not fit");
    }
    if (content.length > LARGEST) {
      throw new IllegalArgumentException("an attachment has at most " + LARGEST + " bytes");
    }
    return new Attachment(name, label, type, content);
  }

  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  public static boolean isLabel(String text) {
    return LABEL.matcher(text).matches();
  }

  public String name() {
    return name;
  }

  public @Nullable String label() {
    return label;
  }

  public AttachmentType type() {
    return type;
  }

  public byte[] content() {
    return content;
  }

  @Override
  public String toString() {
    return "Attachment[" + type + ", " + content.length + " bytes]";
  }
}
