package sorrel.dataset.domain;

/** Why a zip was not imported: the kinds of problem that a task or an upload ends with. */
public enum ImportFailure {
  /** The file is no zip that can be read. */
  UNUSABLE_ARCHIVE("unusable-archive", 422, "The file cannot be read as a zip"),
  /** The zip's folders do not tell classes. */
  UNUSABLE_LAYOUT("unusable-layout", 422, "The zip's folders cannot be used as classes"),
  /** Not one of its files is a picture that can be used. */
  NO_USABLE_PICTURES("no-usable-pictures", 422, "The zip has no picture that can be used"),
  TOO_MANY_CLASSES("too-many-classes", 422, "The model has as many classes as it can"),
  /** Its pictures, or the rest of them, are more than the account may have. */
  QUOTA_REACHED("quota-reached", 422, "The account has as much as it may have"),
  STORAGE_FULL("storage-full", 507, "There is too little room on the server's disk"),
  /** It stopped at the same place again and again. */
  INTERRUPTED("import-interrupted", 500, "The import could not go on");

  private final String slug;
  private final int status;
  private final String title;

  ImportFailure(String slug, int status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  /** The name of the problem's page. */
  public String slug() {
    return slug;
  }

  /** The HTTP status of the same problem in an answer. */
  public int status() {
    return status;
  }

  public String title() {
    return title;
  }
}
