package org.dood.network.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fuzzer's targets on inputs that are kept, and on a sample of random ones: the same in each
 * run, unless {@code -Dfuzz.seed=<number>} selects others and {@code -Dfuzz.inputs=<number>} how
 * many.
 */
class FuzzTargetsTest {

  private static final long SEED = Long.getLong("fuzz.seed", 20_260_101);
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 50);
  private static final int LONGEST = 80;

  private static final Path RESOURCES = Path.of("src/test/resources/org/dood/network/fuzz");

  /**
   * A target.
   *
   * @param kept the directory of its inputs
   * @param property what holds for any input
   */
  record Target(String kept, ThrowingConsumer<byte[]> property) {

    @Override
    public String toString() {
      return kept;
    }

    List<byte[]> keptInputs() throws IOException {
      try (var files = Files.list(RESOURCES.resolve(kept))) {
        return files.sorted().map(Target::contentOf).toList();
      }
    }

    private static byte[] contentOf(Path file) {
      try {
        return Files.readAllBytes(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static Stream<Target> targets() {
    return Stream.of(
        new Target(
            "FileCommandsFuzzInputs/value_reads_back",
            input -> new FileCommandsFuzz().value_reads_back(input)),
        new Target(
            "WorkflowCommandsFuzzInputs/text_starts_no_command",
            input -> new WorkflowCommandsFuzz().text_starts_no_command(input)),
        new Target(
            "EngineAnswersFuzzInputs/stages_end_without_an_exception",
            input -> new EngineAnswersFuzz().stages_end_without_an_exception(input)));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void target_holds_for_the_inputs_that_are_kept(Target target) throws IOException {
    assertThat(target.keptInputs()).isNotEmpty();
    target.keptInputs().forEach(input -> assertHolds(target, input));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void target_holds_for_random_inputs(Target target) {
    randomInputs().forEach(input -> assertHolds(target, input));
  }

  private static Stream<byte[]> randomInputs() {
    var random = new Random(SEED);
    return Stream.generate(
            () -> {
              var input = new byte[random.nextInt(LONGEST)];
              random.nextBytes(input);
              return input;
            })
        .limit(INPUTS);
  }

  private static void assertHolds(Target target, byte[] input) {
    assertThatCode(() -> target.property().acceptThrows(input))
        .as("input %s, if random of seed %d", HexFormat.of().formatHex(input), SEED)
        .doesNotThrowAnyException();
  }
}
