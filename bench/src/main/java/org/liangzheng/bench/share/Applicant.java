package org.liangzheng.bench.share;

/**
 * An invented company with a licence, and the invented person who applies in its name.
 *
 * @param company its USCC
 * @param person the person's number
 * @param fetched id of its case in which is fetched
 * @param looked id of its case at which is looked
 */
record Applicant(String company, String person, String fetched, String looked) {
  @Override
  public String toString() {
    return "Applicant[" + fetched + "]";
  }
}
