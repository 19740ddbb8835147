// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import io.github.osspresign.sign.OssCredentials;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One kind of link that all sides make: a GET that works for an hour. */
public enum SigningCase {
    SHORT_KEY("short key", "reports/2026/07.csv", null),
    CJK_KEY("CJK key of 200 bytes", "季度销售报表".repeat(10) + "/最终版本v2.xlsx", null),
    STS_TOKEN("STS token of 720 characters", "reports/2026/07.csv", randomToken()),
    FIVE_PARAMETERS("five further parameters", "reports/2026/07.csv", null);

    static final String REGION = "cn-hangzhou";
    static final String BUCKET = "examplebucket";
    static final String ACCESS_KEY_ID = "LTAI5tBenchmarkKeyId0000";
    static final String ACCESS_KEY_SECRET = "BenchmarkSecretOf30Characters0";

    private static final Map<String, String> PARAMETERS = new TreeMap<>(Map.of(
            "response-cache-control", "no-cache",
            "response-content-disposition", "attachment; filename=\"report.csv\"",
            "response-content-encoding", "identity",
            "response-content-language", "zh-CN",
            "response-content-type", "text/csv"));

    private final String title;
    private final String key;
    private final @Nullable String token;

    SigningCase(String title, String key, @Nullable String token) {
        this.title = title;
        this.key = key;
        this.token = token;
    }

    String title() {
        return title;
    }

    String key() {
        return key;
    }

    @Nullable String token() {
        return token;
    }

    OssCredentials credentials() {
        return new OssCredentials(ACCESS_KEY_ID, ACCESS_KEY_SECRET, token, null);
    }

    Map<String, String> query() {
        return this == FIVE_PARAMETERS ? PARAMETERS : Map.of();
    }

    /** About as long as those of the service; the same in every run. */
    private static String randomToken() {
        byte[] bytes = new byte[540];
        new Random(20261125).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
