package sorrel.training.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTest {
  @Test
  void bfloat16_needs_one_of_two_instruction_sets() {
    assertThat(Processor.multipliesBfloat16(List.of("flags\t\t: fpu avx512f amx_bf16 sse")))
        .isTrue();
    assertThat(Processor.multipliesBfloat16(List.of("flags\t\t: fpu avx512_bf16"))).isTrue();
    assertThat(Processor.multipliesBfloat16(List.of("flags\t\t: fpu avx512f avx512_vnni")))
        .isFalse();
    assertThat(Processor.multipliesBfloat16(List.of())).isFalse();
  }
}
