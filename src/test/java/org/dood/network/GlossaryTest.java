package org.dood.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The words of {@code docs/glossary.md} are those of the code. */
class GlossaryTest {

  private static final Pattern TYPE = Pattern.compile("`([A-Z][A-Za-z]+)`");
  private static final Pattern ENTRY = Pattern.compile("(?m)^- \\*\\*([^*]+)\\*\\*");

  private static String glossary() throws IOException {
    return Files.readString(Path.of("docs/glossary.md"));
  }

  @Test
  void each_type_in_the_glossary_exists() throws IOException {
    try (var files = Files.walk(Path.of("src"))) {
      var types =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.replace(".java", ""))
              .toList();
      assertThat(TYPE.matcher(glossary()).results().map(type -> type.group(1)))
          .as("types in docs/glossary.md; name one as its file is named, or leave it out")
          .isNotEmpty()
          .isSubsetOf(types);
    }
  }

  @Test
  void each_term_is_explained_once() throws IOException {
    assertThat(ENTRY.matcher(glossary()).results().map(entry -> entry.group(1)))
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }
}
