// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.oss.syntax.SignatureV4;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Scope of a V4 signing key: one day, one region, one product.
 *
 * @param date the signing day, {@code yyyyMMdd} in UTC
 * @param region the general region id
 */
record SigningScope(String date, String region) {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    private static final String PRODUCT = "oss";

    static SigningScope of(long epochDay, String region) {
        return new SigningScope(DATE.format(LocalDate.ofEpochDay(epochDay)), region);
    }

    /** Derives the signing key of this scope: a chain of HMACs from the secret over each part of the scope. */
    byte[] signingKey(String accessKeySecret) {
        byte[] dateKey = Hmac.sha256(("aliyun_v4" + accessKeySecret).getBytes(UTF_8), date.getBytes(UTF_8));
        byte[] regionKey = Hmac.sha256(dateKey, region.getBytes(UTF_8));
        byte[] productKey = Hmac.sha256(regionKey, PRODUCT.getBytes(UTF_8));
        return Hmac.sha256(productKey, SignatureV4.TERMINATOR.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return date + "/" + region + "/" + PRODUCT + "/" + SignatureV4.TERMINATOR;
    }
}
