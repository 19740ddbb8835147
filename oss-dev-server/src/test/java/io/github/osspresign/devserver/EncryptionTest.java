// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headers of server-side encryption are stored and returned; nothing is encrypted. */
class EncryptionTest {

    private static final String ALGORITHM = "x-oss-server-side-encryption";
    private static final String DATA_ALGORITHM = "x-oss-server-side-data-encryption";
    private static final String KEY_ID = "x-oss-server-side-encryption-key-id";
    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    /** Stands for the ID that the server chooses. */
    private static final String ANY_KEY = "any";

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    private final Multipart requests = new Multipart(server);

    private Http.Response put(String key, String... headers) {
        return requests.send("PUT", key, "x-id=1", CONTENT, headers);
    }

    private Http.Response get(String key) {
        return SignedUrl.of(server, "GET", "demo", key).send();
    }

    private Http.Response head(String key) {
        return SignedUrl.of(server, "HEAD", "demo", key).send();
    }

    private static void assertEncryption(Http.Response response, String algorithm, String dataAlgorithm, String keyId) {
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        assertThat(response.header(ALGORITHM)).isEqualTo(algorithm);
        assertThat(response.header(DATA_ALGORITHM)).isEqualTo(dataAlgorithm);
        if (keyId.equals(ANY_KEY)) {
            assertThat(response.header(KEY_ID)).isNotEmpty();
        } else {
            assertThat(response.header(KEY_ID)).isEqualTo(keyId);
        }
    }

    private static void assertError(Http.Response response, int status, String code, String header) {
        assertThat(response.status()).as(response.text()).isEqualTo(status);
        assertThat(response.element("Code")).isEqualTo(code);
        assertThat(response.text()).contains(">" + header + "<");
    }

    @Test
    void encryptionIsReturnedByPutGetAndHead() {
        assertEncryption(put("plain"), "", "", "");
        assertEncryption(put("aes", ALGORITHM, "AES256"), "AES256", "", "");
        assertEncryption(put("sm4", ALGORITHM, "SM4"), "SM4", "", "");
        assertEncryption(put("kms", ALGORITHM, "KMS"), "KMS", "", ANY_KEY);
        assertEncryption(put("full", ALGORITHM, "KMS", DATA_ALGORITHM, "SM4", KEY_ID, "key-1"), "KMS", "SM4", "key-1");
        assertEncryption(get("aes"), "AES256", "", "");
        assertEncryption(head("kms"), "KMS", "", ANY_KEY);
        for (Http.Response response : new Http.Response[] {get("full"), head("full")}) {
            assertEncryption(response, "KMS", "SM4", "key-1");
        }
        assertThat(get("full").bytes()).isEqualTo(CONTENT);
        assertEncryption(head("plain"), "", "", "");
    }

    @Test
    void dataEncryptionCountsOnlyWithKms() {
        assertEncryption(put("aes", ALGORITHM, "AES256", DATA_ALGORITHM, "SM4"), "AES256", "", "");
        assertEncryption(put("none", DATA_ALGORITHM, "SM4"), "", "", "");
        assertEncryption(head("aes"), "AES256", "", "");
        assertEncryption(head("none"), "", "", "");
    }

    @ParameterizedTest
    @CsvSource({
        "x-oss-server-side-encryption, DES, InvalidEncryptionAlgorithmError",
        "x-oss-server-side-encryption, aes256, InvalidEncryptionAlgorithmError",
        "x-oss-server-side-encryption, '', InvalidEncryptionAlgorithmError",
        "x-oss-server-side-data-encryption, DES, InvalidEncryptionAlgorithmError",
        "x-oss-server-side-encryption-key-id, key-1, InvalidArgument",
    })
    void wrongEncryptionStoresNothing(String header, String value, String code) {
        assertError(put("k", header, value), 400, code, header);
        assertError(requests.send("POST", "k", "uploads", new byte[0], header, value), 400, code, header);
        assertError(requests.send("POST", "k", "append&position=0", CONTENT, header, value), 400, code, header);
        head("k").assertStatus(404);
    }

    @ParameterizedTest
    @CsvSource({"x-oss-server-side-encryption-customer-algorithm, AES256", "x-oss-server-side-encryption-context, a"})
    void otherEncryptionIsNotImplemented(String header, String value) {
        assertError(put("k", header, value), 501, "NotImplemented", header);
        head("k").assertStatus(404);
    }

    @Test
    void firstAppendDecidesEncryption() {
        assertEncryption(
                requests.send("POST", "k", "append&position=0", CONTENT, ALGORITHM, "KMS", KEY_ID, "key-1"),
                "KMS",
                "",
                "key-1");
        assertEncryption(
                requests.send("POST", "k", "append&position=7", CONTENT, ALGORITHM, "AES256"), "KMS", "", "key-1");
        assertEncryption(requests.send("POST", "k", "append&position=14", CONTENT), "KMS", "", "key-1");
        assertEncryption(head("k"), "KMS", "", "key-1");
    }

    @Test
    void copyHasOnlyEncryptionOfItsRequest() {
        put("source", ALGORITHM, "KMS", DATA_ALGORITHM, "SM4");
        for (String directive : new String[] {"COPY", "REPLACE"}) {
            String[] copy = {"x-oss-copy-source", "/demo/source", "x-oss-metadata-directive", directive};
            assertEncryption(put("copy", copy), "", "", "");
            assertEncryption(head("copy"), "", "", "");
            String[] encrypted = {copy[0], copy[1], copy[2], copy[3], ALGORITHM, "AES256"};
            assertEncryption(put("copy", encrypted), "AES256", "", "");
            assertEncryption(head("copy"), "AES256", "", "");
        }
    }

    @Test
    void initiationDecidesEncryptionOfMultipartObject() {
        Http.Response initiated = requests.send(
                "POST", "k", "uploads", new byte[0], ALGORITHM, "KMS", DATA_ALGORITHM, "SM4", KEY_ID, "key-1");
        assertEncryption(initiated, "KMS", "SM4", "key-1");
        String id = initiated.element("UploadId");
        assertError(requests.upload("k", id, 1, CONTENT, ALGORITHM, "KMS"), 400, "InvalidArgument", ALGORITHM);
        Http.Response part = requests.upload("k", id, 1, CONTENT);
        assertEncryption(part, "KMS", "SM4", "key-1");
        server.putObject("demo", "source", CONTENT);
        assertEncryption(
                requests.upload("k", id, 1, new byte[0], "x-oss-copy-source", "/demo/source"), "KMS", "SM4", "key-1");
        assertError(requests.completeAll("k", id, ALGORITHM, "KMS"), 400, "InvalidArgument", ALGORITHM);
        assertEncryption(requests.complete("k", id, "1", part.header("ETag")), "KMS", "SM4", "key-1");
        assertEncryption(head("k"), "KMS", "SM4", "key-1");
    }

    @Test
    void formEncryptsItsFile() {
        Http.Response response = PostForm.to(server)
                .field("key", "k")
                .field("success_action_status", "200")
                .field(ALGORITHM, "KMS")
                .field(KEY_ID, "key-1")
                .signedV4()
                .file("a", "content")
                .send();
        assertEncryption(response, "KMS", "", "key-1");
        assertEncryption(head("k"), "KMS", "", "key-1");
    }

    @Test
    void symlinkHasNoEncryption() {
        Http.Response response =
                requests.send("PUT", "link", "symlink", new byte[0], "x-oss-symlink-target", "k", ALGORITHM, "AES256");
        assertError(response, 400, "InvalidArgument", ALGORITHM);
    }
}
