package sorrel.picture;

/** Why a file is not read as a picture, with the sentence for the usual case. */
public enum Reason {
  EMPTY("This file is empty. Copy it again from where it came."),
  NOT_A_PICTURE("This file is not a picture. Leave it out, or save what it shows as JPEG or PNG."),
  UNSUPPORTED_FORMAT("Sorrel cannot read this kind of picture. Save it as JPEG or PNG."),
  TRUNCATED("The end of this picture is missing. Copy or download it again."),
  DAMAGED("This picture is damaged and cannot be read. Copy it again or leave it out."),
  TOO_MANY_PIXELS("This picture has too many pixels. Make it smaller."),
  TOO_LARGE("This file is too large. Make the picture smaller.");

  private final String sentence;

  Reason(String sentence) {
    this.sentence = sentence;
  }

  /** What is wrong and what to do, for a person. */
  public String sentence() {
    return sentence;
  }
}
