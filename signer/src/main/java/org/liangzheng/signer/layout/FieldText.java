package org.liangzheng.signer.layout;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.liangzheng.signer.layout.FaceRefusedException.Fault;
import org.liangzheng.signer.layout.LayoutItem.TextField;

/** What a text field shows of a licence's values. */
final class FieldText {
  private FieldText() {}

  /**
   * The field's values in its form, joined, with what stands before and after them.
   *
   * @return empty if there is no value and the field asks for none
   * @throws FaceRefusedException if a value is missing or not in the field's form
   */
  static String of(TextField field, FaceValues values) throws FaceRefusedException {
    List<String> parts = values.text(field.name()).orElse(List.of());
    if (parts.stream().allMatch(String::isEmpty)) {
      if (field.required()) {
        throw new FaceRefusedException(Fault.VALUE_MISSING, field.name());
      }
      return "";
    }
    StringBuilder text = new StringBuilder(field.before());
    for (int i = 0; i < parts.size(); i++) {
      text.append(i == 0 ? "" : field.join()).append(write(field, parts.get(i)));
    }
    return text.append(field.after()).toString();
  }

  private static String write(TextField field, String value) throws FaceRefusedException {
    return switch (field.form()) {
      case TEXT -> {
        // A line feed in a value would be lost when the text is read back.
        if (value.indexOf('\n') >= 0) {
          throw new FaceRefusedException(Fault.CHARACTER, field.name(), '\n');
        }
        yield value;
      }
      case DATE -> {
        try {
          yield ChineseDate.write(LocalDate.parse(value));
        } catch (DateTimeException noDate) {
          throw new FaceRefusedException(Fault.VALUE_FORM, field.name());
        }
      }
    };
  }
}
