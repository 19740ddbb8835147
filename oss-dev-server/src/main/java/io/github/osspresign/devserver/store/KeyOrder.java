// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The order of keys in OSS listings: by their UTF-8 bytes, which differs from the order of Java strings. */
public final class KeyOrder implements Comparator<String> {

    public static final KeyOrder BYTES = new KeyOrder();

    private KeyOrder() {}

    @Override
    public int compare(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
