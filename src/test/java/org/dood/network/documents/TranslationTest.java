package org.dood.network.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dood.network.documents.Document.Heading;
import org.junit.jupiter.api.Test;

/** The Japanese README has the parts of the English one, its code, and its links. */
class TranslationTest {

  private final Document english = Document.at("README.md");
  private final Document japanese = Document.at("README.ja.md");

  @Test
  void headings_have_the_same_levels_in_the_same_order() {
    assertThat(levels(japanese)).isEqualTo(levels(english));
  }

  @Test
  void code_is_the_same() {
    assertThat(japanese.blocks()).isEqualTo(english.blocks());
  }

  @Test
  void links_lead_to_the_same_places() {
    assertThat(withoutTranslations(japanese))
        .containsExactlyInAnyOrderElementsOf(withoutTranslations(english));
  }

  private static List<Integer> levels(Document document) {
    return document.headings().stream().map(Heading::level).toList();
  }

  /** The links but those between the two. */
  private static List<String> withoutTranslations(Document document) {
    return document.links().stream().filter(link -> !link.startsWith("README")).toList();
  }
}
