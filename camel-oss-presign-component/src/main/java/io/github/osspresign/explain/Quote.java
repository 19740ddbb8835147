package io.github.osspresign.explain;

/** Foreign text within a sentence: short, and nothing in it that a terminal would act on. */
final class Quote {

    private static final int LONGEST = 80;

    private Quote() {}

    static String of(String text) {
        String printable = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]", "\uFFFD");
        return printable.length() <= LONGEST
                ? printable
                : printable.substring(0, printable.offsetByCodePoints(0, LONGEST / 2)) + "…";
    }
}
