package org.liangzheng.cli.demo;

/** One step of the story. */
interface Step {
  /** Key of its words, stable in results. */
  String key();

  /**
   * Plays it.
   *
   * @throws ClaimFailedException if a claim does not hold
   * @throws StepMissingException if an earlier step left nothing to play it with
   * @throws org.liangzheng.cli.demo.city.CityException if the service answers otherwise than it
   *     must
   */
  void play(Story story, Claims claims);
}
