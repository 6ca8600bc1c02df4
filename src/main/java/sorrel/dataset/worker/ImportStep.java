package sorrel.dataset.worker;

/** The steps of an import between which a process may die. */
public enum ImportStep {
  ARCHIVE_OPENED,
  IMPORT_OPENED,
  CLASSES_FIXED,
  PACK_STORED,
  BATCH_COMMITTED,
  BATCH_COUNTED,
  PROGRESS_RECORDED,
  ENDING_WRITTEN,
  CHANGES_COUNTED,
  IMPORT_CLOSED,
  TASK_ENDED,
  IMPORT_FORGOTTEN;

  /** Is told of every step; tests let an import die there. */
  @FunctionalInterface
  public interface Observer {
    void reached(ImportStep step);

    static Observer none() {
      return step -> {};
    }
  }
}
