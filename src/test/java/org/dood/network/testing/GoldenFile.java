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

  static final String REWRITE = "./mvnw test -Dgolden=write";

  /** Whether texts are written instead of compared. */
  static final boolean REWRITING = "write".equals(System.getProperty("golden"));

  private final Path file;

  private GoldenFile(Path file) {
    this.file = file;
  }

  /** The file of that name among the tests of the reports. */
  public static GoldenFile named(String name) {
    return at("report/" + name);
  }

  /**
   * A file among the tests.
   *
   * @param path its path from the package {@code org.dood.network}
   */
  public static GoldenFile at(String path) {
    return new GoldenFile(Path.of("src/test/java/org/dood/network", path));
  }

  /** Any file of the repository whose content, or a part of it, is made from something else. */
  public static GoldenFile of(Path file) {
    return new GoldenFile(file);
  }

  /**
   * Holds the file against the texts; with {@code -Dgolden=write}, writes them to the file instead.
   *
   * @param texts each by the name of its example, in the order of the file
   */
  public void assertHolds(Map<String, String> texts) {
    assertHolds(
        texts.entrySet().stream()
            .map(example -> "== " + example.getKey() + "\n" + example.getValue())
            .collect(Collectors.joining("\n")));
  }

  /** Holds the file against its whole content; with {@code -Dgolden=write}, writes it instead. */
  public void assertHolds(String content) {
    try {
      if (REWRITING) {
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
