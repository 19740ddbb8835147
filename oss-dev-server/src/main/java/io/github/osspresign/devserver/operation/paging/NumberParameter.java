// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.paging;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.request.Query;

/** Query parameters that are non-negative numbers. */
public final class NumberParameter {

    private NumberParameter() {}

    /**
     * Returns the number, or the default if the parameter is missing or empty. Throws InvalidArgument if it is out of
     * range.
     */
    public static long optional(Query query, String name, long lowest, long highest, long byDefault) {
        String text = query.first(name);
        return text == null || text.isEmpty() ? byDefault : number(name, text, lowest, highest);
    }

    /**
     * Returns the number. Throws MissingArgument if the parameter is missing, and InvalidArgument if it is out of
     * range.
     */
    public static long required(Query query, String name, long lowest, long highest) {
        String text = query.first(name);
        if (text == null) {
            throw OssErrorCode.MISSING_ARGUMENT.error().with("ArgumentName", name);
        }
        return number(name, text, lowest, highest);
    }

    private static long number(String name, String text, long lowest, long highest) {
        if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) < lowest || Long.parseLong(text) > highest) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error(name + " must be a number from " + lowest + " to " + highest + ".")
                    .argument(name, text);
        }
        return Long.parseLong(text);
    }
}
