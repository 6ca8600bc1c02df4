package sorrel.platform.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.MediaTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The description of the API, and its pages: Swagger UI from the class path, so that nothing is
 * fetched from elsewhere.
 */
public final class ApiDocs implements Endpoint.Resource {
  private static final ContentType CSS =
      ContentTypes.create(MediaTypes.TEXT_CSS, akka.http.javadsl.model.HttpCharsets.UTF_8);
  private static final ContentType SCRIPT =
      ContentTypes.create(
          MediaTypes.APPLICATION_JAVASCRIPT, akka.http.javadsl.model.HttpCharsets.UTF_8);

  /** Swagger UI writes styles into its elements and draws with data addresses. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Sorrel API</title>
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
      <body><main id="api"></main>
      <script src="/api/docs/swagger-ui-bundle.js"></script>
      <script src="/api/docs/start.js"></script></body></html>
      """;

  private static final String START =
      "SwaggerUIBundle({url:'/api/openapi.json',dom_id:'#api',deepLinking:true,validatorUrl:null});";

  private static final Duration KEPT = Duration.ofHours(1);

  private final JsonNode document;
  private final Map<String, Asset> assets = new HashMap<>();

  private record Asset(ContentType type, byte[] content) {}

  /** Reads everything once; a missing file stops the start. */
  public ApiDocs() {
    try {
      document = new YAMLMapper().readTree(resource("/openapi.yaml"));
      Properties webjar = new Properties();
      try (InputStream in =
          ApiDocs.class.getResourceAsStream(
              "/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
        webjar.load(in);
      }
      String folder =
          "/META-INF/resources/webjars/swagger-ui/" + webjar.getProperty("version") + "/";
      assets.put("swagger-ui.css", new Asset(CSS, resource(folder + "swagger-ui.css")));
      assets.put(
          "swagger-ui-bundle.js", new Asset(SCRIPT, resource(folder + "swagger-ui-bundle.js")));
      assets.put("start.js", new Asset(SCRIPT, START.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** The OpenAPI document as served. */
  public JsonNode document() {
    return document;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.EVERYONE, "/api/openapi.json").blocking(call -> Reply.ok(document)),
        Endpoint.get(Access.EVERYONE, "/api/docs").blocking(call -> Reply.html(PAGE, POLICY)),
        Endpoint.get(Access.EVERYONE, "/api/docs/{asset}").blocking(this::asset));
  }

  private Reply asset(Call call) {
    Asset asset = assets.get(call.path("asset"));
    return asset == null
        ? Reply.problem(HttpProblems.NOT_FOUND.because("The documentation has no such file."))
        : Reply.bytes(asset.type(), asset.content()).cachedFor(KEPT);
  }

  private static byte[] resource(String path) throws IOException {
    try (InputStream in = ApiDocs.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException("the class path lacks " + path);
      }
      return in.readAllBytes();
    }
  }
}
