package org.dood.network.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A part of a document that is made from the code, between {@code <!-- generated: name -->} and
 * {@code <!-- end -->}. {@code ./mvnw test -Dgolden=write} rewrites all of them.
 */
public final class GeneratedBlock {

  private final Path document;
  private final String name;

  private GeneratedBlock(Path document, String name) {
    this.document = document;
    this.name = name;
  }

  /**
   * A block.
   *
   * @param document the path of the document in the repository
   */
  public static GeneratedBlock in(String document, String name) {
    return new GeneratedBlock(Path.of(document), name);
  }

  /** Holds the block against its content; with {@code -Dgolden=write}, writes it instead. */
  public void assertHolds(String content) {
    try {
      var text = Files.readString(document);
      var block =
          Pattern.compile(
                  "(?s)(?<=<!-- generated: %s -->\n)(.*?)(?=<!-- end -->)"
                      .formatted(Pattern.quote(name)))
              .matcher(text);
      assertThat(block.find()).as("a block '%s' in %s", name, document).isTrue();
      if (GoldenFile.REWRITING) {
        Files.writeString(
            document, text.substring(0, block.start()) + content + text.substring(block.end()));
      } else {
        assertThat(block.group())
            .as(
                "block '%s' of %s. If the new text is meant: %s",
                name, document, GoldenFile.REWRITE)
            .isEqualTo(content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
