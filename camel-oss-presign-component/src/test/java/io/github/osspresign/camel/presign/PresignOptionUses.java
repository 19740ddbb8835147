// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Uses of the options of {@code presign:}, for the tables of the pages. */
public final class PresignOptionUses {

    private PresignOptionUses() {}

    /** Returns the uses of each option, empty if it belongs to every use. */
    public static Map<String, String> byOption() {
        return PresignUse.OPTIONS.options().stream()
                .collect(Collectors.toMap(Function.identity(), PresignUse.OPTIONS::of));
    }
}
