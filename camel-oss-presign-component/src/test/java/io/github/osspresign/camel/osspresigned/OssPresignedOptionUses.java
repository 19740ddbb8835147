// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Uses of the options of {@code osspresigned:}, for the tables of the pages. */
public final class OssPresignedOptionUses {

    private OssPresignedOptionUses() {}

    /** Returns the uses of each option, empty if it belongs to every use. */
    public static Map<String, String> byOption() {
        return OssPresignedUse.OPTIONS.options().stream()
                .collect(Collectors.toMap(Function.identity(), OssPresignedUse.OPTIONS::of));
    }
}
