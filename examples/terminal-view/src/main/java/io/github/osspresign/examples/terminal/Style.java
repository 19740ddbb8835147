// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

/** Style of a part of a line, as the parameter of the escape sequence that selects it. */
enum Style {
    BOLD(1),
    FAINT(2),
    RED(31),
    GREEN(32),
    YELLOW(33),
    /** Background of what is done. */
    GREEN_BACKGROUND(42),
    /** Background of what is left. */
    GREY_BACKGROUND(100);

    private final int parameter;

    Style(int parameter) {
        this.parameter = parameter;
    }

    String apply(String text) {
        return text.isEmpty() ? "" : "\033[" + parameter + "m" + text + "\033[0m";
    }
}
