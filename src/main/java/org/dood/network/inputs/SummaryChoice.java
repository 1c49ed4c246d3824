package org.dood.network.inputs;

/** Whether a stage adds a summary to the page of the run. */
public enum SummaryChoice {
  SHOWN("true"),
  OMITTED("false");

  private final String text;

  SummaryChoice(String text) {
    this.text = text;
  }

  /** The text of the input that means it. */
  @Override
  public String toString() {
    return text;
  }
}
