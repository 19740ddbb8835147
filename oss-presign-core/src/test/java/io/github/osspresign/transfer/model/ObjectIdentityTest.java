// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.Links;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links to one object have one identity, links to two have two, and none of it is a secret. */
class ObjectIdentityTest {

    private static final String OBJECT = "https://demo.oss-cn-hangzhou.aliyuncs.com/dir/a.csv?";

    private static String text(String url) throws Exception {
        return text(url, null);
    }

    private static String text(String url, @Nullable String etag) throws Exception {
        return ObjectIdentity.of(PresignedLink.builder(url).etag(etag).build()).text();
    }

    @Test
    void signatureIsNotPartOfTheIdentity() throws Exception {
        assertThat(text(OBJECT + Links.QUERY, "ABC"))
                .isEqualTo("demo.oss-cn-hangzhou.aliyuncs.com/dir/a.csv#etag=ABC")
                .isEqualTo(text(OBJECT + "OSSAccessKeyId=k&Expires=1&Signature=s", "\"ABC\""));
    }

    @ParameterizedTest
    @CsvSource({
        "https://h.example/a%2fb, https://h.example/a/b",
        "https://h.example/a, https://h.example/202611300412/80cd3862d699b7118eed99103f2a3a4f/a",
        "https://h.example/a, https://h.example/80cd3862d699b7118eed99103f2a3a4f/6923c1f0/a",
        "https://h.example/a, https://h.example/a?auth_key=1764475920-0-0-80cd3862d699b7118eed99103f2a3a4f",
        "https://h.example/a%20b~, https://h.example/%61%20b%7E",
        "https://h.example:443/a, http://H.example/a",
        "https://h.example/a?x-oss-process=image/resize%2Cw_1, 'https://h.example/a?y=1&x-oss-process=image%2Fresize,w_1'",
        "https://h.example/a?versionId=v1&Signature=s, https://h.example/a?Signature=t&versionId=v1",
        "https://h.example/a?version%49d=v1, https://h.example/a?versionId=v1",
        "https://h.example/a?response-content-type=text%2Fcsv, https://h.example/a"
    })
    void linksToOneObjectHaveOneIdentity(String one, String other) throws Exception {
        assertThat(text(one)).isEqualTo(text(other));
    }

    @ParameterizedTest
    @CsvSource({
        "https://h.example/a, https://h.example/A",
        "https://h.example/a, https://h.example/80cd3862d699b7118eed99103f2a3a4f/a",
        "https://h.example/a, https://h.example/80cd3862d699b7118eed99103f2a3a4f/6923c1f0/a?versionId=v1",
        "https://b.oss-cn-hangzhou.aliyuncs.com/a, https://b.oss-cn-hangzhou.aliyuncs.com/202611300412/80cd3862d699b7118eed99103f2a3a4f/a",
        "https://h.example/a, https://other.example/a",
        "https://h.example/a, https://h.example:8443/a",
        "https://h.example/a%3Fx-oss-process=p, https://h.example/a?x-oss-process=p",
        "https://h.example/a%23version=v1, https://h.example/a?versionId=v1",
        "https://h.example/a?x-oss-process=p, https://h.example/a",
        "https://h.example/a?x-oss-process=p, https://h.example/a?x-oss-process=q",
        "https://h.example/a?versionId=v1, https://h.example/a?versionId=v2",
        "https://h.example/a?VersionId=v1, https://h.example/a?versionId=v1"
    })
    void twoObjectsHaveTwo(String one, String other) throws Exception {
        assertThat(text(one)).isNotEqualTo(text(other));
    }

    @Test
    void theVersionThatIsSignedComesBeforeTheEntityTag() throws Exception {
        assertThat(text("https://h.example/a?versionId=CAEQ", "E")).isEqualTo("h.example/a#version=CAEQ");
        assertThat(text("https://h.example/a?versionId=null", "E")).isEqualTo("h.example/a#etag=E");
    }

    @Test
    void aVersionThatOnlyTheJsonFormTellsDoesNotCount() throws Exception {
        PresignedLink link = PresignedLink.builder("https://h.example/a")
                .bucket("bucket")
                .key("key")
                .versionId("v1")
                .build();
        assertThat(ObjectIdentity.of(link).text()).isEqualTo("h.example/a");
        assertThat(ObjectIdentity.of(link).state()).isNull();
    }
}
