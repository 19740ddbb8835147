// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SigningKeyCacheTest {

    private final SigningKeyCache cache = new SigningKeyCache();

    private static String scope(String day, String region) {
        return day + "/" + region + "/oss/aliyun_v4_request";
    }

    @Test
    void derivesKeyOnceForEachSecretDayAndRegion() {
        for (String secret : new String[] {"sk", "other"}) {
            for (String day : new String[] {"20260310", "20260311"}) {
                for (String region : new String[] {"cn-hangzhou", "cn-beijing"}) {
                    byte[] key = cache.get(secret, scope(day, region));
                    assertThat(key).isEqualTo(ReferenceSigner.signingKeyV4(secret, scope(day, region)));
                    assertThat(cache.get(secret, scope(day, region))).isSameAs(key);
                }
            }
        }
    }

    @Test
    void dropsKeysNotUsedForLongest() {
        byte[] used = cache.get("sk", scope("used", "cn-hangzhou"));
        byte[] unused = cache.get("sk", scope("unused", "cn-hangzhou"));
        for (int i = 2; i < SigningKeyCache.CAPACITY; i++) {
            cache.get("sk", scope("day" + i, "cn-hangzhou"));
        }
        assertThat(cache.get("sk", scope("used", "cn-hangzhou"))).isSameAs(used);
        cache.get("sk", scope("one more", "cn-hangzhou"));

        assertThat(cache.get("sk", scope("used", "cn-hangzhou"))).isSameAs(used);
        assertThat(cache.get("sk", scope("unused", "cn-hangzhou")))
                .isNotSameAs(unused)
                .isEqualTo(unused);
    }
}
