// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.link.manifest.LinkEntry;
import io.github.osspresign.link.manifest.LinkManifest;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names in the JSON form of a link are those of its URL, so that nobody stores an object under the name of another one. */
class ObjectOfUrlTest {

    private static final String V1 = "?Expires=1733201060&OSSAccessKeyId=ak&Signature=SECRET%3D";
    private static final String V4 = "?x-oss-credential=ak%2F20241203%2Fcn-hangzhou%2Foss%2Faliyun_v4_request"
            + "&x-oss-date=20241203T034420Z&x-oss-expires=3600&x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-signature=f2f5";
    private static final String OSS = "https://outbox.oss-cn-hangzhou.aliyuncs.com";

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/in/a.csv, outbox, in/a.csv",
        "https://OUTBOX.OSS-cn-hangzhou.aliyuncs.com/in/a.csv, outbox, in/a.csv",
        "https://outbox.oss-accelerate.aliyuncs.com/in/a.csv, outbox, in/a.csv",
        "https://outbox.oss-cn-hangzhou-internal.aliyuncs.com/in/a.csv, outbox, in/a.csv",
        "https://outbox.cn-hangzhou.oss.aliyuncs.com/in/a.csv, outbox, in/a.csv",
        "https://outbox.s3.oss-cn-hangzhou.aliyuncs.com/in/a.csv, outbox, in/a.csv",
        "https://oss-cn-hangzhou.aliyuncs.com/outbox/in/a.csv, outbox, in/a.csv",
        "https://s3.oss-cn-hangzhou.aliyuncs.com/outbox/in/a.csv, outbox, in/a.csv",
        "https://s3.oss-cn-hangzhou.aliyuncs.com/outbox/in/a.csv, , in/a.csv",
        "https://s3.oss-cn-hangzhou.aliyuncs.com/outbox/in/a.csv, ,",
        "https://box.cn-hangzhou.oss-cloudbox.aliyuncs.com/outbox/in/a.csv, ,",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/in/a.csv, outbox,",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/in/a.csv, , in/a.csv",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/in%2Fa%2ecsv, outbox, in/a.csv",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/in//a.csv, outbox, in//a.csv",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/x/../in/./a.csv, outbox, x/../in/./a.csv",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/a+b%2Bc%20d, outbox, a+b+c d",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/u%CC%88, outbox, u\u0308",
        "https://files.example.com/in/a.csv, outbox, in/a.csv",
        "https://files.example.com/in/a.csv, other, in/a.csv",
        "http://127.0.0.1:9000/outbox/in/a.csv, outbox, in/a.csv",
        "http://localhost:9000/outbox/in/a.csv, , in/a.csv",
        "http://outbox.localhost:9000/in/a.csv, outbox, in/a.csv",
        "http://oss:9000/outbox/in/a.csv, outbox, in/a.csv",
        "https://oss.test:9000/outbox/in/a.csv, outbox, in/a.csv",
    })
    void readsNamesOfTheObjectOfTheUrl(String address, @Nullable String bucket, @Nullable String key) {
        for (String query : new String[] {V1, V4}) {
            PresignedLink link = LinkJson.read(json(address + query, bucket, key));

            assertThat(link.key()).isEqualTo(key == null ? "in/a.csv" : key);
            assertThat(link.bucket()).isEqualTo(bucket == null ? "outbox" : bucket);
        }
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/in/a.csv, payroll, in/a.csv",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/in/a.csv, outbox, in/b.csv",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/in/a.csv, OUTBOX, in/a.csv",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/in/a.csv, payroll,",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/in/a.csv, , in/b.csv",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/in/a.csv, out, box/in/a.csv",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/payroll/in/a.csv, payroll, in/a.csv",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/, outbox, in/a.csv",
        "https://outbox.oss-accelerate.aliyuncs.com/in/a.csv, payroll, in/a.csv",
        "https://outbox.cn-hangzhou.oss.aliyuncs.com/in/a.csv, payroll, in/a.csv",
        "https://outbox.s3.oss-cn-hangzhou.aliyuncs.com/in/a.csv, payroll, in/a.csv",
        "https://outbox.box.cn-hangzhou.oss-cloudbox.aliyuncs.com/in/a.csv, payroll, in/a.csv",
        "https://oss-cn-hangzhou.aliyuncs.com/outbox/in/a.csv, payroll, in/a.csv",
        "https://oss-cn-hangzhou.aliyuncs.com/outbox/in/a.csv, payroll,",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/in%2Fa.csv, outbox, in%2Fa.csv",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/in//a.csv, outbox, in/a.csv",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/x/../in/a.csv, outbox, in/a.csv",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/./in/a.csv, outbox, in/a.csv",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/u%CC%88, outbox, \u00fc",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/In/a.csv, outbox, in/a.csv",
        "https://outbox.oss-cn-hangzhou.aliyuncs.com/%FF, outbox, in/a.csv",
        "https://oss-cn-hangzhou.aliyuncs.com/outbox/in/a.csv, outbox/in, a.csv",
        "https://oss-cn-hangzhou.aliyuncs.com/outbox%2Fin/a.csv, outbox/in, a.csv",
        "https://s3.oss-cn-hangzhou.aliyuncs.com/outbox/in/a.csv, outbox/in, a.csv",
        "http://127.0.0.1:9000/outbox/in/a.csv, outbox/in, a.csv",
        "http://127.0.0.1:9000/outbox/in/a.csv, outbox/in,",
        "https://files.example.com/outbox/in/a.csv, outbox/in, a.csv",
        "https://files.example.com/in/b.csv, outbox, in/a.csv",
        "https://files.example.com/payroll/in/a.csv, outbox, in/a.csv",
        "http://127.0.0.1:9000/outbox/in/a.csv, payroll, in/a.csv",
        "http://127.0.0.1:9000/outbox/in/a.csv, payroll,",
        "http://localhost:9000/outbox/in/a.csv, , in/b.csv",
        "http://outbox.localhost:9000/in/a.csv, outbox, in/b.csv",
    })
    void refusesNamesOfAnotherObject(String address, @Nullable String bucket, @Nullable String key) {
        // The object may be public, so a link needs no signature to be followed.
        for (String query : new String[] {V1, V4, "?x=1", ""}) {
            if (bucket == null || key == null) {
                if (query.isEmpty() || query.equals("?x=1")) {
                    continue;
                }
            }
            refused(json(address + query, bucket, key));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cdn.example.com/in/a.csv?auth_key=1444435200-0-0-80cd3862d699b7118eed99103f2a3a4f",
                "https://cdn.example.com/201508150800/9044548ef1527deadafa49a890a377f0/in/a.csv",
                "https://cdn.example.com/a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8100/in/a.csv",
                "https://cdn.example.com/in/a.csv?KEY1=a37fa50a5fb8f71214b1e7c95ec7a1bd&KEY2=55CE8100",
                "http://127.0.0.1:9000/in/a.csv?sign=a37fa50a5fb8f71214b1e7c95ec7a1bd&time=1444435200",
            })
    void keyOfACdnLinkIsThatOfTheSignedPath(String url) {
        assertThat(LinkJson.read(json(url, "outbox", "in/a.csv")).bucket()).isEqualTo("outbox");
        refused(json(url, "outbox", "in/b.csv"));
        refused(json(url, "in", "b.csv"));
    }

    @Test
    void versionIsThatOfTheUrlIfTheUrlHasOne() {
        String url = OSS + "/k" + V1 + "&versionId=v1";

        assertThat(LinkJson.read("{\"url\":\"" + url + "\",\"versionId\":\"v1\"}")
                        .versionId())
                .isEqualTo("v1");
        refused("{\"url\":\"" + url + "\",\"versionId\":\"v2\"}");
        refused("{\"url\":\"" + OSS + "/k?versionId=v1\",\"versionId\":\"v2\"}");
        assertThat(LinkJson.read("{\"url\":\"" + OSS + "/k" + V1 + "\",\"versionId\":\"v2\"}")
                        .versionId())
                .isEqualTo("v2");
    }

    @Test
    void rowOfAListWithNamesOfAnotherObjectIsRefusedAlone() {
        String csv = "url,key\n" + OSS + "/a" + V1 + ",b\n" + OSS + "/c" + V1 + ",c\n";
        String json = json(OSS + "/a" + V1, "outbox", "b") + "\n" + json(OSS + "/c" + V1, "outbox", "c");

        for (String list : new String[] {csv, json}) {
            try (LinkManifest links = new LinkManifest(new StringReader(list))) {
                assertThat(links.next()).isInstanceOf(LinkEntry.Broken.class);
                assertThat(links.next())
                        .isInstanceOfSatisfying(
                                LinkEntry.Usable.class,
                                entry -> assertThat(entry.link().key()).isEqualTo("c"));
            }
        }
    }

    @Test
    void namesOfAnUploadPlanAreThoseOfItsLinks() {
        assertThat(PresignedUpload.parse(plan("outbox", "in/a.csv")).key()).isEqualTo("in/a.csv");
        for (String json : new String[] {plan("payroll", "in/a.csv"), plan("outbox", "in/b.csv")}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PresignedUpload.parse(json))
                    .withMessageContaining("must be those of the URL");
        }
    }

    private static String plan(String bucket, String key) {
        String url = OSS + "/in/a.csv" + V1 + "&uploadId=u";
        return "{\"bucket\":\"" + bucket + "\",\"key\":\"" + key + "\",\"uploadId\":\"u\",\"partSize\":1048576,"
                + "\"expiresAt\":\"2026-12-01T10:00:00Z\",\"parts\":[{\"number\":1,\"url\":\"" + url + "\"}],"
                + "\"list\":[{\"method\":\"GET\",\"url\":\"" + url + "\"}],"
                + "\"complete\":{\"method\":\"POST\",\"url\":\"" + url + "\"},"
                + "\"abort\":{\"method\":\"DELETE\",\"url\":\"" + url + "\"}}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "\\a", "\uD83D", "a\uDE00b", "\uDE00\uD83D"})
    void refusesTextThatIsNoObjectKey(String key) {
        refusedKey("{\"url\":\"" + OSS + "/k" + V1 + "\",\"key\":\"" + escaped(key) + "\"}");
        refusedKey("{\"url\":\"https://files.example.com/k\",\"key\":\"" + escaped(key) + "\"}");
    }

    @Test
    void refusesKeyOfMoreThan1023BytesOfUtf8() {
        String longest = "\u62a5".repeat(341);
        String url = OSS + "/" + "%E6%8A%A5".repeat(341);

        assertThat(LinkJson.read(json(url + V1, "outbox", longest)).key()).isEqualTo(longest);
        refusedKey(json(url + "a" + V1, "outbox", longest + "a"));
        refusedKey(json(url + "a" + V1, null, null));
        refusedKey("{\"url\":\"https://files.example.com/k\",\"key\":\"" + "a".repeat(1024) + "\"}");
    }

    private static String escaped(String key) {
        StringBuilder json = new StringBuilder();
        key.chars().forEach(c -> json.append(String.format("\\u%04x", c)));
        return json.toString();
    }

    private static void refusedKey(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkJson.read(json))
                .withMessageContaining("link field 'key': must be 1 to 1023 bytes of UTF-8");
    }

    private static void refused(String json) {
        assertThatIllegalArgumentException()
                .as(json)
                .isThrownBy(() -> LinkJson.read(json))
                .withMessage("link fields 'bucket', 'key' and 'versionId': must be those of the URL, had other values;"
                        + " without these fields, they are taken from the URL");
    }

    private static String json(String url, @Nullable String bucket, @Nullable String key) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("url", url);
        fields.put("bucket", bucket);
        fields.put("key", key);
        try {
            return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(fields);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
