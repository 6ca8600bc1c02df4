package sorrel.network.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

final class ForeignNetworkTest {
  @TempDir Path folder;

  @Test
  void a_graph_that_calculates_may_come_from_anybody() throws IOException {
    assertThat(ForeignNetwork.savedModel(graph("a", "Placeholder", "Conv2D", "Relu"), List.of()))
        .isEmpty();
  }

  @Test
  void a_graph_that_reads_or_writes_files_may_not() throws IOException {
    assertThat(ForeignNetwork.savedModel(graph("a", "Relu", "ReadFile", "WriteFile"), List.of()))
        .hasValueSatisfying(why -> assertThat(why).contains("ReadFile, WriteFile"));
  }

  @Test
  void nor_one_that_does_it_in_a_function() throws IOException {
    FunctionDef function =
        FunctionDef.newBuilder().addNodeDef(NodeDef.newBuilder().setOp("ReadFile")).build();
    GraphDef graph =
        GraphDef.newBuilder()
            .setLibrary(FunctionDefLibrary.newBuilder().addFunction(function))
            .build();

    assertThat(ForeignNetwork.savedModel(written("a", graph), List.of())).isPresent();
  }

  @Test
  void one_that_came_of_another_may_do_what_that_does_and_no_more() throws IOException {
    Path origin = graph("origin", "MadeByTheAdministrator");

    assertThat(ForeignNetwork.savedModel(graph("a", "MadeByTheAdministrator"), List.of(origin)))
        .isEmpty();
    assertThat(ForeignNetwork.savedModel(graph("b", "ReadFile"), List.of(origin))).isPresent();
  }

  @Test
  void what_is_no_graph_is_none() throws IOException {
    Path file = folder.resolve("text");
    Files.write(file, "no graph at all".getBytes(StandardCharsets.UTF_8));

    assertThat(ForeignNetwork.savedModel(file, List.of())).isPresent();
    assertThat(ForeignNetwork.onnx(file)).isPresent();
  }

  @Test
  void an_onnx_file_has_its_weights_in_itself_and_operations_of_onnx() throws IOException {
    assertThat(ForeignNetwork.onnx(onnx("", TensorProto.getDefaultInstance()))).isEmpty();
    assertThat(ForeignNetwork.onnx(onnx("com.example", TensorProto.getDefaultInstance())))
        .isPresent();
    TensorProto elsewhere =
        TensorProto.newBuilder()
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue("../../secret"))
            .build();
    assertThat(ForeignNetwork.onnx(onnx("", elsewhere)))
        .hasValueSatisfying(why -> assertThat(why).contains("other files"));
  }

  private Path graph(String name, String... operations) throws IOException {
    GraphDef.Builder graph = GraphDef.newBuilder();
    for (String each : operations) {
      graph.addNode(NodeDef.newBuilder().setOp(each));
    }
    return written(name, graph.build());
  }

  private Path written(String name, GraphDef graph) throws IOException {
    SavedModel model =
        SavedModel.newBuilder().addMetaGraphs(MetaGraphDef.newBuilder().setGraphDef(graph)).build();
    return Files.write(folder.resolve(name), model.toByteArray());
  }

  private Path onnx(String domain, TensorProto weights) throws IOException {
    ModelProto model =
        ModelProto.newBuilder()
            .setGraph(
                GraphProto.newBuilder()
                    .addNode(NodeProto.newBuilder().setOpType("Relu").setDomain(domain))
                    .addInitializer(weights))
            .build();
    return Files.write(folder.resolve("network.onnx"), model.toByteArray());
  }
}
