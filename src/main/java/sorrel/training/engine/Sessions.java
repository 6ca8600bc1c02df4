package sorrel.training.engine;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/** Opens sessions with the threads and the precision that training was given. */
record Sessions(TrainingThreads threads, Precision precision) {
  Session training(Graph graph) {
    return open(graph, precision);
  }

  /** Scores are counted in full precision, as serving will see them. */
  Session scoring(Graph graph) {
    return open(graph, Precision.FLOAT32);
  }

  private Session open(Graph graph, Precision multiplications) {
    RewriterConfig.Builder rewriter = RewriterConfig.newBuilder();
    switch (multiplications) {
      case FLOAT32 -> {}
      case BFLOAT16 -> rewriter.setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
    }
    return new Session(
        graph,
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads.intraOp())
            .setInterOpParallelismThreads(1)
            .setUsePerSessionThreads(true)
            .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriter))
            .build());
  }
}
