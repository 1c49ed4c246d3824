package org.dood.network.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A file in this repository that holds texts for people, example by example, so that a change of
 * wording shows in review. {@code ./mvnw test -Dgolden=write} rewrites all of them.
 */
public final class GoldenFile {

  private static final String REWRITE = "./mvnw test -Dgolden=write";

  private final Path file;

  private GoldenFile(Path file) {
    this.file = file;
  }

  /** The file of that name among the tests of the reports. */
  public static GoldenFile named(String name) {
    return new GoldenFile(Path.of("src/test/java/org/dood/network/report", name));
  }

  /**
   * Holds the file against the texts; with {@code -Dgolden=write}, writes them to the file instead.
   *
   * @param texts each by the name of its example, in the order of the file
   */
  public void assertHolds(Map<String, String> texts) {
    var content =
        texts.entrySet().stream()
            .map(example -> "== " + example.getKey() + "\n" + example.getValue())
            .collect(Collectors.joining("\n"));
    try {
      if ("write".equals(System.getProperty("golden"))) {
        Files.writeString(file, content);
      }
      assertThat(file)
          .as("%s. If the new texts are meant, rewrite the file: %s", file, REWRITE)
          .hasContent(content);
      assertThat(Files.readString(file)).isEqualTo(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
