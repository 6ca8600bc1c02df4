package sorrel.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.function.Function;
import sorrel.head.domain.HeadReport;
import sorrel.kernel.ModelId;
import sorrel.model.domain.Version;
import sorrel.platform.blobs.BlobStore;

/** What versions made of the pictures that were held back for testing. */
public record VersionReports(Function<ModelId, BlobStore> blobs, ObjectMapper mapper) {
  /** The report of a version; blocking. */
  public HeadReport of(ModelId model, Version version) throws IOException {
    return mapper.readValue(blobs.apply(model).local(version.report()).toFile(), HeadReport.class);
  }
}
