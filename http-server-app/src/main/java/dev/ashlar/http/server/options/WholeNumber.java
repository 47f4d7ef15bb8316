package dev.ashlar.http.server.options;

/// Takes decimal digits, nothing else.
///
/// @param least the least number allowed, 0 or more
/// @param most the greatest number allowed
public record WholeNumber(int least, int most) implements Converter<Integer> {
  @Override
  public Integer convert(String text) throws UnacceptableException {
    if (text.matches("[0-9]{1,10}")) {
      long number = Long.parseLong(text);
      if (least <= number && number <= most) {
        return (int) number;
      }
    }
    throw new UnacceptableException("a whole number from " + least + " to " + most);
  }
}
