package org.dood.network.report;

/**
 * An error in words.
 *
 * @param text what failed, on which object, in the engine's words, and what to do
 */
record ErrorText(ErrorCode code, String text) {

  /** This error with a sentence before its text. */
  ErrorText after(String sentence) {
    return new ErrorText(code, sentence + text);
  }

  /** The text between its code and the link to its explanation. */
  String inWords() {
    return code + ": " + text + " More: " + code.link();
  }
}
