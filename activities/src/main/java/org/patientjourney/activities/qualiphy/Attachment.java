package org.patientjourney.activities.qualiphy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file for a patient exam that may be sent: an ID photo, a lab report. Health data: prints type
 * and size only.
 *
 * @param label what it is, in the words of the provider's exam list, such as {@code Lab}
 * @param content not copied, as it is large
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record Attachment(String name, @Nullable String label, byte[] content) {
  /** In bytes. The provider publishes no limit. */
  public static final int LARGEST = 25_000_000;

  /** Part of a header, so without characters that could end it. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._()-]{0,99}");

  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 .,_/&()-]{0,99}");

  public Attachment {
    Type type = type(content);
    if (!isName(name) || !type.fitsName(name) || (label != null && !isLabel(label))) {
      throw new IllegalArgumentException("name, label and content of an attachment do not fit");
    }
    if (content.length > LARGEST) {
      throw new IllegalArgumentException("an attachment has at most " + LARGEST + " bytes");
    }
  }

  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  public static boolean isLabel(String text) {
    return LABEL.matcher(text).matches();
  }

  public Type type() {
    return type(content);
  }

  private static Type type(byte[] content) {
    return Type.of(content)
        .orElseThrow(() -> new IllegalArgumentException("expected PDF, JPEG, PNG or HEIC"));
  }

  @Override
  public String toString() {
    return "Attachment[" + type() + ", " + content.length + " bytes]";
  }

  /**
   * The types of file that a clinician can view. Which ones the provider accepts is not published;
   * ID photos and lab reports are of these four.
   */
  public enum Type {
    /** ISO 32000-1, 7.5.2. */
    PDF("application/pdf", "pdf", "%PDF-"),
    /** ISO/IEC 10918-1, annex B: start of image, then another marker. */
    JPEG("image/jpeg", "jpe?g", "\u00FF\u00D8\u00FF"),
    /** W3C PNG, 5.2. */
    PNG("image/png", "png", "\u0089PNG\r\n\u001A\n"),
    HEIC("image/heic", "heic", "ftyp") {
      /** ISO/IEC 14496-12, 4.3: the first box lists the brands, 4 characters each. */
      @Override
      boolean isTypeOf(byte[] content) {
        if (!startsWith(content, 4) || content[0] != 0 || content[1] != 0) {
          return false;
        }
        int box = Byte.toUnsignedInt(content[2]) << 8 | Byte.toUnsignedInt(content[3]);
        for (int at = 8; at + 4 <= Math.min(box, content.length); at += 4) {
          if (HEIC_BRANDS.contains(new String(content, at, 4, StandardCharsets.ISO_8859_1))) {
            return true;
          }
        }
        return false;
      }
    };

    /** ISO/IEC 23008-12, annex B: still images and collections of them, coded as HEVC. */
    private static final Set<String> HEIC_BRANDS = Set.of("heic", "heix", "heim", "heis");

    private final String mediaType;
    private final Pattern name;
    private final String beginning;

    Type(String mediaType, String ending, String beginning) {
      this.mediaType = mediaType;
      this.beginning = beginning;
      this.name = Pattern.compile(".+\\." + ending, Pattern.CASE_INSENSITIVE);
    }

    /** By the first bytes, as names and headers may be wrong. */
    public static Optional<Type> of(byte[] content) {
      return Arrays.stream(values()).filter(type -> type.isTypeOf(content)).findFirst();
    }

    public String mediaType() {
      return mediaType;
    }

    /** Whether a file of this type may have this name. */
    public boolean fitsName(String text) {
      return name.matcher(text).matches();
    }

    boolean isTypeOf(byte[] content) {
      return startsWith(content, 0);
    }

    /** Whether the bytes from the offset are those of the beginning. */
    final boolean startsWith(byte[] content, int offset) {
      int end = offset + beginning.length();
      return content.length >= end
          && new String(content, offset, beginning.length(), StandardCharsets.ISO_8859_1)
              .equals(beginning);
    }
  }
}
