// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import org.apache.camel.CamelContext;
import org.apache.camel.Expression;

/** Finds and creates expressions of the Simple language in options. */
public final class SimpleExpression {

    private SimpleExpression() {}

    /** Returns the index of the first expression in a text, or a negative number if there is none. */
    public static int indexIn(String text) {
        int dollar = text.indexOf("${");
        int word = text.indexOf("$simple{");
        return dollar < 0 || word < 0 ? Math.max(dollar, word) : Math.min(dollar, word);
    }

    /** Returns the expression of a text. */
    public static Expression of(String text, CamelContext context) {
        Expression expression = context.resolveLanguage("simple").createExpression(text);
        expression.init(context);
        return expression;
    }
}
