package org.liangzheng.cli.demo;

import java.util.List;
import java.util.Optional;
import org.liangzheng.cli.demo.city.Point;

/** What steps leave for later ones. */
final class Left {
  /**
   * A licence that was issued.
   *
   * @param path below the service's address
   */
  record Licence(String id, String path) {}

  private Optional<String> policeSeal = Optional.empty();
  private Optional<Licence> drivingLicence = Optional.empty();
  private Optional<Licence> residenceCertificate = Optional.empty();
  private List<String> issued = List.of();
  private Optional<Point> point = Optional.empty();
  private Optional<String> faceCode = Optional.empty();
  private Optional<String> receipt = Optional.empty();

  /** The seal the police got. */
  void policeSeal(String seal) {
    policeSeal = Optional.of(seal);
  }

  String policeSeal() {
    return policeSeal.orElseThrow(() -> new StepMissingException(SealStep.KEY));
  }

  /** The citizen's driving licence. */
  void drivingLicence(Licence licence) {
    drivingLicence = Optional.of(licence);
  }

  Licence drivingLicence() {
    return drivingLicence.orElseThrow(() -> new StepMissingException(CitizenStep.KEY));
  }

  /** The citizen's residence certificate. */
  void residenceCertificate(Licence licence) {
    residenceCertificate = Optional.of(licence);
  }

  Licence residenceCertificate() {
    return residenceCertificate.orElseThrow(() -> new StepMissingException(CitizenStep.KEY));
  }

  /** An enrolled point that scans driving licences; none where showing is not built. */
  void point(Point enrolled) {
    point = Optional.of(enrolled);
  }

  Optional<Point> point() {
    return point;
  }

  /** The code on the driving licence's face. */
  void faceCode(String code) {
    faceCode = Optional.of(code);
  }

  Optional<String> faceCode() {
    return faceCode;
  }

  /** Id of a receipt of a use of the driving licence. */
  void receipt(String id) {
    receipt = Optional.of(id);
  }

  Optional<String> receipt() {
    return receipt;
  }

  /** What the batch issued, by line. */
  void issued(List<String> licences) {
    issued = List.copyOf(licences);
  }

  List<String> issued() {
    if (issued.isEmpty()) {
      throw new StepMissingException(BatchStep.KEY);
    }
    return issued;
  }
}
