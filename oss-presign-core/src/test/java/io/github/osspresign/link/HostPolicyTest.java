// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.link.url.LinkAddress;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy allows links to OSS, and to further hosts only if they are listed. */
class HostPolicyTest {

    private static final HostPolicy INTERNAL = HostPolicy.STRICT.allowingInternalEndpoints();
    private static final HostPolicy HTTP = HostPolicy.STRICT.allowingHttp();
    private static final HostPolicy LOOPBACK = HostPolicy.STRICT.allowingLoopback();
    private static final HostPolicy LISTED = HostPolicy.STRICT.allowingHosts(
            "files.example.com",
            "*.cdn.example.com",
            "odd.example.com:8443",
            "any.example.com:*",
            "2130706433",
            "[::1]");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "public, https://bucket.oss-cn-hangzhou.aliyuncs.com/k?a=b",
        "of another region, https://b-2.oss-ap-southeast-1.aliyuncs.com/k",
        "without a bucket, https://oss-cn-hangzhou.aliyuncs.com/bucket/k",
        "legacy, https://bucket.oss.aliyuncs.com/k",
        "dual stack, https://bucket.cn-hangzhou.oss.aliyuncs.com/k",
        "accelerated, https://bucket.oss-accelerate.aliyuncs.com/k",
        "accelerated overseas, https://bucket.oss-accelerate-overseas.aliyuncs.com/k",
        "finance, https://bucket.oss-cn-shanghai-finance-1-pub.aliyuncs.com/k",
        "a bucket with internal in its name, https://a-internal.oss-cn-hangzhou.aliyuncs.com/k",
        "an old bucket's name, https://old_bucket.oss-cn-hangzhou.aliyuncs.com/k",
        "an access point, https://ap-01-3b00521f653d2b3223680ec39dbbe2d9-ossalias.oss-cn-hangzhou.aliyuncs.com/k",
        "an object FC access point, https://fc-ap-01-3b00521f653d2b3223680ec39db-opapalias.oss-cn-hangzhou.aliyuncs.com/k",
        "mixed case, HTTPS://Bucket.OSS-cn-Hangzhou.AliyunCS.com/k",
        "its own port, https://bucket.oss-cn-hangzhou.aliyuncs.com:443/k",
        "no path, https://bucket.oss-cn-hangzhou.aliyuncs.com"
    })
    void allowsOssHosts(String reason, String url) {
        assertThatCode(() -> HostPolicy.STRICT.check(url)).as(reason).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no TLS, http://bucket.oss-cn-hangzhou.aliyuncs.com/k",
        "another port, https://bucket.oss-cn-hangzhou.aliyuncs.com:8443/k",
        "the port of the other scheme, https://bucket.oss-cn-hangzhou.aliyuncs.com:80/k",
        "internal, https://bucket.oss-cn-hangzhou-internal.aliyuncs.com/k",
        "internal of old, https://bucket.oss-internal.aliyuncs.com/k",
        "internal in capitals, https://bucket.oss-cn-hangzhou-INTERNAL.aliyuncs.com/k",
        "another host, https://files.example.com/k",
        "a domain in front of another, https://bucket.oss-cn-hangzhou.aliyuncs.com.evil.example/k",
        "a domain glued to another, https://evilaliyuncs.com/k",
        "glued before OSS, https://evil-oss-cn-hangzhou.aliyuncs.com.evil.example/k",
        "a glued service, https://evil.xoss-cn-hangzhou.aliyuncs.com/k",
        "another service of the same domain, https://ecs.aliyuncs.com/k",
        "PrivateLink, https://ep-bp1exampleexample.privatelink.aliyuncs.com/bucket/k",
        "the domain itself, https://aliyuncs.com/k",
        "OSS in a bucket's place, https://oss-cn-hangzhou.evil.example/k",
        "two names before OSS, https://a.bucket.oss-cn-hangzhou.aliyuncs.com/k",
        "another top domain, https://bucket.oss-cn-hangzhou.aliyuncs.com.cn/k",
        "dashes for dots, https://bucket.oss-cn-hangzhou-aliyuncs-com.evil.example/k",
        "a trailing dot, https://bucket.oss-cn-hangzhou.aliyuncs.com./k",
        "two dots, https://bucket..oss-cn-hangzhou.aliyuncs.com/k",
        "an empty port, https://bucket.oss-cn-hangzhou.aliyuncs.com:/k",
        "no port at all, https://bucket.oss-cn-hangzhou.aliyuncs.com:0/k",
        "a port too large, https://bucket.oss-cn-hangzhou.aliyuncs.com:65979/k",
        "user info, https://bucket.oss-cn-hangzhou.aliyuncs.com@evil.example/k",
        "user info with a password, https://a:b@bucket.oss-cn-hangzhou.aliyuncs.com/k",
        "empty user info, https://@bucket.oss-cn-hangzhou.aliyuncs.com/k",
        "a backslash for a slash, 'https://bucket.oss-cn-hangzhou.aliyuncs.com\\@evil.example/k'",
        "a backslash in the path, 'https://bucket.oss-cn-hangzhou.aliyuncs.com/a\\b'",
        "backslashes for the first slashes, 'https:\\\\bucket.oss-cn-hangzhou.aliyuncs.com/k'",
        "one slash only, https:/bucket.oss-cn-hangzhou.aliyuncs.com/k",
        "three slashes, https:///bucket.oss-cn-hangzhou.aliyuncs.com/k",
        "no scheme, //bucket.oss-cn-hangzhou.aliyuncs.com/k",
        "another scheme, ftp://bucket.oss-cn-hangzhou.aliyuncs.com/k",
        "a file, file:///etc/passwd",
        "a jar, jar:https://bucket.oss-cn-hangzhou.aliyuncs.com/k!/x",
        "a fragment, https://evil.example#.oss-cn-hangzhou.aliyuncs.com/k",
        "a fragment behind, https://bucket.oss-cn-hangzhou.aliyuncs.com/k#x",
        "a query without a path, https://evil.example?.oss-cn-hangzhou.aliyuncs.com/k",
        "an encoded dot, https://bucket.oss-cn-hangzhou.aliyuncs%2ecom/k",
        "an encoded slash, https://evil.example%2f.oss-cn-hangzhou.aliyuncs.com/k",
        "NUL, 'https://evil.example\u0000.oss-cn-hangzhou.aliyuncs.com/k'",
        "a blank, 'https://evil.example .oss-cn-hangzhou.aliyuncs.com/k'",
        "a tab, 'https://bucket.oss-cn-hangzhou.aliyuncs.com/a\tb'",
        "a line break and a header, 'https://bucket.oss-cn-hangzhou.aliyuncs.com/k\r\nHost: evil'",
        "a line break at the end, 'https://bucket.oss-cn-hangzhou.aliyuncs.com/k\n'",
        "Cyrillic letters, https://bucket.oss-cn-hangzhou.аliyuncs.com/k",
        "their ASCII form, https://bucket.oss-cn-hangzhou.xn--liyuncs-8fg.com/k",
        "an ideographic full stop, https://bucket.oss-cn-hangzhou.aliyuncs。com/k",
        "fullwidth letters, https://bucket.oss-cn-hangzhou.ａliyuncs.com/k",
        "a long s, https://bucket.oſs-cn-hangzhou.aliyuncs.com/k",
        "a Kelvin sign, https://buc\u212Aet.oss-cn-hangzhou.aliyuncs.com/k",
        "a zone, 'https://[fe80::1%25eth0]/k'",
        "an address, https://8.8.8.8/k",
        "loopback, https://127.0.0.1/k",
        "loopback in short, https://127.1/k",
        "loopback in decimal, https://2130706433/k",
        "loopback in octal, https://0177.0.0.1/k",
        "loopback in hex, https://0x7f.0.0.1/k",
        "all of it in hex, https://0x7f000001/k",
        "this host, https://0.0.0.0/k",
        "localhost, https://localhost/k",
        "IPv6 loopback, 'https://[::1]/k'",
        "IPv4 in IPv6, 'https://[::ffff:127.0.0.1]/k'",
        "the metadata service, https://100.100.100.200/latest/meta-data/",
        "that of others, https://169.254.169.254/latest/meta-data/",
        "nothing, ''",
        "a word, link"
    })
    void rejectsOtherHostsByDefault(String reason, String url) {
        assertThatThrownBy(() -> HostPolicy.STRICT.check(url))
                .as(reason)
                .isInstanceOf(HostNotAllowedException.class)
                .hasMessageStartingWith("link target: must be ");
    }

    @Test
    void namesOptionsThatAllowLinksWithoutTls() {
        assertThatThrownBy(() -> HostPolicy.STRICT.check("http://127.0.0.1:9000/k"))
                .hasMessageStartingWith(
                        "link target: must be https (option allowHttp, or localDevelopment for this machine), was http");
    }

    @Test
    void rejectsVeryLongLinksWithShortMessage() {
        String host = "https://bucket.oss-cn-hangzhou.aliyuncs.com/";
        assertThatCode(() -> HostPolicy.STRICT.check(host + "a".repeat(16_000))).doesNotThrowAnyException();
        assertThatThrownBy(() -> HostPolicy.STRICT.check(host + "a".repeat(1_000_000)))
                .isInstanceOf(HostNotAllowedException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
        assertThatThrownBy(() -> HostPolicy.STRICT.check("https://" + "a-.".repeat(5_000) + "/k"))
                .isInstanceOf(HostNotAllowedException.class);
    }

    @Test
    void eachOptionAllowsOnlyItsLinks() throws Exception {
        String internal = "https://bucket.oss-cn-hangzhou-internal.aliyuncs.com/k";
        String http = "http://bucket.oss-cn-hangzhou.aliyuncs.com/k";
        assertThat(checked(INTERNAL, internal).port()).isEqualTo(443);
        assertThat(checked(INTERNAL, "https://bucket.oss-internal.aliyuncs.com/k")
                        .port())
                .isEqualTo(443);
        assertThat(checked(HTTP, http).port()).isEqualTo(80);
        assertThatThrownBy(() -> INTERNAL.check(http)).isInstanceOf(HostNotAllowedException.class);
        assertThatThrownBy(() -> HTTP.check(internal)).isInstanceOf(HostNotAllowedException.class);
        assertThatThrownBy(() -> HTTP.check("http://evil.example/k")).isInstanceOf(HostNotAllowedException.class);
        assertThatThrownBy(() -> HTTP.check("http://bucket.oss-cn-hangzhou.aliyuncs.com:8080/k"))
                .isInstanceOf(HostNotAllowedException.class);
    }

    @Test
    void emptyAllowedHostsAllowNoFurtherHost() {
        HostPolicy open = HostPolicy.STRICT
                .allowingInternalEndpoints()
                .allowingPrivateAddresses()
                .allowingHttp();
        assertThatThrownBy(() -> open.check("https://files.example.com/k")).isInstanceOf(HostNotAllowedException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the host, https://files.example.com/k",
        "in any case, https://FILES.example.COM/k",
        "below a domain, https://a.cdn.example.com/k",
        "far below it, https://a.b.cdn.example.com/k",
        "its port, https://odd.example.com:8443/k",
        "any port, https://any.example.com:1/k",
        "the own port too, https://any.example.com/k",
        "an address in brackets, 'https://[::1]/k'",
        "OSS all the same, https://bucket.oss-cn-hangzhou.aliyuncs.com/k"
    })
    void allowsListedHosts(String reason, String url) {
        assertThatCode(() -> LISTED.check(url)).as(reason).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the domain itself, https://cdn.example.com/k",
        "a longer name, https://evilcdn.example.com/k",
        "a name below the host, https://a.files.example.com/k",
        "a longer domain, https://files.example.com.evil.example/k",
        "another port, https://files.example.com:8443/k",
        "the own port of one with a port, https://odd.example.com/k",
        "no TLS, http://files.example.com/k",
        "a number that is an address, https://2130706433/k",
        "the same address written otherwise, 'https://[0:0:0:0:0:0:0:1]/k'"
    })
    void rejectsHostsThatAreNotListed(String reason, String url) {
        assertThatThrownBy(() -> LISTED.check(url)).as(reason).isInstanceOf(HostNotAllowedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8", "47.110.23.1", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.1",
                "192.0.1.1", "198.17.1.1", "223.255.255.255", "2400:3200::1", "2001:4860:4860::8888", "2606:4700::1",
                "64:ff9b::8.8.8.8", "64:ff9b::47.110.23.1"
            })
    void allowsPublicAddresses(String address) {
        assertThatCode(() -> HostPolicy.STRICT.check("any.example", resolved(address)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "this host, 0.0.0.0",
        "this network, 0.1.2.3",
        "private, 10.0.0.1",
        "private, 172.16.0.1",
        "private, 172.31.255.255",
        "private, 192.168.1.1",
        "carrier, 100.64.0.1",
        "carrier, 100.127.255.255",
        "metadata, 100.100.100.200",
        "link-local metadata, 169.254.169.254",
        "link-local, 169.254.0.1",
        "loopback, 127.0.0.1",
        "loopback, 127.255.255.254",
        "loopback in decimal, 2130706433",
        "loopback in short, 127.1",
        "protocol assignments, 192.0.0.8",
        "documentation, 192.0.2.1",
        "documentation, 198.51.100.1",
        "documentation, 203.0.113.1",
        "benchmarks, 198.18.0.1",
        "relays, 192.88.99.1",
        "multicast, 224.0.0.1",
        "reserved, 240.0.0.1",
        "broadcast, 255.255.255.255",
        "unspecified, ::",
        "loopback, ::1",
        "loopback in IPv6, ::ffff:127.0.0.1",
        "private in IPv6, ::ffff:10.0.0.1",
        "metadata in IPv6, ::ffff:100.100.100.200",
        "loopback in IPv6 of old, ::127.0.0.1",
        "translated, ::ffff:0:7f00:1",
        "translated, 64:ff9b::7f00:1",
        "translated private, 64:ff9b::10.0.0.1",
        "translated carrier, 64:ff9b::100.64.0.1",
        "translated documentation, 64:ff9b::192.0.2.1",
        "translated locally public, 64:ff9b:1::8.8.8.8",
        "translated with another prefix, 64:ff9b:0:0:0:1:808:808",
        "translated locally, 64:ff9b:1::1",
        "6to4, 2002:7f00:1::",
        "Teredo, 2001:0:1::1",
        "documentation, 2001:db8::1",
        "documentation, 3fff::1",
        "segment routing, 5f00::1",
        "discard, 100::1",
        "unique local, fd00::1",
        "unique local metadata, fd00:ec2::254",
        "link-local, fe80::1",
        "site-local, fec0::1",
        "multicast, ff02::1",
        "not assigned, 4000::1"
    })
    void rejectsSpecialAddresses(String reason, String address) throws Exception {
        InetAddress resolved = resolved(address);
        assertThatThrownBy(() -> HostPolicy.STRICT.check("any.example", resolved))
                .as(reason)
                .isInstanceOfSatisfying(HostNotAllowedException.class, e -> {
                    assertThat(e.host()).isEqualTo("any.example");
                    assertThat(e.getMessage()).contains("'" + resolved.getHostAddress() + "'", "(any.example)");
                });
    }

    @Test
    void allowPrivateAddressesAllowsPrivateAddresses() throws Exception {
        HostPolicy open = HostPolicy.STRICT.allowingPrivateAddresses();
        for (String address : List.of("127.0.0.1", "10.0.0.1", "100.64.0.1", "::1", "fd00::1")) {
            InetAddress resolved = resolved(address);
            assertThatCode(() -> open.check("any.example", resolved)).doesNotThrowAnyException();
        }
    }

    /** Each combination of the three options allows exactly the links of the options that are set. */
    @ParameterizedTest(name = "internal {0}, private {1}, http {2}")
    @CsvSource({
        "false, false, false",
        "false, false, true",
        "false, true, false",
        "false, true, true",
        "true, false, false",
        "true, false, true",
        "true, true, false",
        "true, true, true"
    })
    void optionsAreIndependentOfEachOther(boolean internal, boolean privateAddresses, boolean http) throws Exception {
        HostPolicy policy = policy(internal, privateAddresses, http);
        String oss = "://bucket.oss-cn-hangzhou.aliyuncs.com/k";
        String internalOss = "://bucket.oss-cn-hangzhou-internal.aliyuncs.com/k";

        assertThat(allows(policy, "https" + oss, "47.110.23.1")).isTrue();
        assertThat(allows(policy, "https://files.example.com/k", "47.110.23.1")).isTrue();
        assertThat(allows(policy, "https" + internalOss, "100.118.28.44")).isEqualTo(internal);
        assertThat(allows(policy, "https" + internalOss, "47.110.23.1")).isEqualTo(internal);
        assertThat(allows(policy, "https" + internalOss, "10.0.0.1")).isEqualTo(internal && privateAddresses);
        assertThat(allows(policy, "https" + oss, "10.0.0.1")).isEqualTo(privateAddresses);
        assertThat(allows(policy, "https" + oss, "100.118.28.44")).isEqualTo(privateAddresses);
        assertThat(allows(policy, "https://files.example.com/k", "127.0.0.1")).isEqualTo(privateAddresses);
        assertThat(allows(policy, "http" + oss, "47.110.23.1")).isEqualTo(http);
        assertThat(allows(policy, "http://files.example.com/k", "47.110.23.1")).isEqualTo(http);
        assertThat(allows(policy, "http://files.example.com/k", "127.0.0.1")).isEqualTo(http && privateAddresses);
        assertThat(allows(policy, "http" + internalOss, "100.118.28.44")).isEqualTo(http && internal);
        assertThat(allows(policy, "http" + internalOss, "10.0.0.1")).isEqualTo(http && internal && privateAddresses);
        for (String scheme : List.of("http", "https")) {
            assertThat(allows(policy, scheme + "://other.example.com/k", "47.110.23.1"))
                    .isFalse();
            assertThat(allows(policy, scheme + oss, "100.100.100.200")).isFalse();
            assertThat(allows(policy, scheme + internalOss, "100.100.100.200")).isFalse();
            assertThat(allows(policy, scheme + "://files.example.com/k", "169.254.169.254"))
                    .isFalse();
        }
    }

    private static HostPolicy policy(boolean internal, boolean privateAddresses, boolean http) {
        HostPolicy policy = HostPolicy.STRICT.allowingHosts("files.example.com");
        policy = internal ? policy.allowingInternalEndpoints() : policy;
        policy = privateAddresses ? policy.allowingPrivateAddresses() : policy;
        return http ? policy.allowingHttp() : policy;
    }

    private static LinkAddress checked(HostPolicy policy, String url) throws HostNotAllowedException {
        policy.check(url);
        return LinkAddress.parse(url);
    }

    private static boolean allows(HostPolicy policy, String url, String address) throws Exception {
        try {
            policy.check(checked(policy, url).host(), resolved(address));
            return true;
        } catch (HostNotAllowedException e) {
            return false;
        }
    }

    /** The addresses are similar to forms that embed an IPv4 address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2400:a9fe:3200::1",
                "2400:3200:a9fe::a9fe",
                "2600:1f18:6464::64c8",
                "2400:3200::5eff:7f00:1",
                "2001:200::1",
                "168.63.129.17",
                "100.128.100.200"
            })
    void allowsPublicAddressesSimilarToSpecialOnes(String address) {
        assertThatCode(() -> HostPolicy.STRICT.check("any.example", resolved(address)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100.100.100.200",
                "169.254.169.254",
                "169.254.170.2",
                "168.63.129.16",
                "::ffff:100.100.100.200",
                "fd00:ec2::254",
                "fd00:ec2::23",
                "fd20:ce::254",
                "64:ff9b::6464:64c8",
                "64:ff9b:1:a9fe:a9:fe00::",
                "2002:a9fe:a9fe::1",
                "2001:0:2f6e:1701:0:0:9b9b:9b37",
                "fe80::5efe:a9fe:a9fe",
                "169.254.7.7",
                "::169.254.7.7",
                "::ffff:169.254.7.7",
                "64:ff9b::169.254.7.7",
                "64:ff9b:1:a9fe:7:700::",
                "64:ff9b:1::169.254.7.7",
                "2002:a9fe:707::1",
                "2001:0:2f6e:1701:0:0:5601:f8f8",
                "2001:0:a9fe:707::1",
                "2400:3200::5efe:169.254.7.7"
            })
    void rejectsMetadataServicesWithAllOptionsSet(String address) {
        HostPolicy open = HostPolicy.STRICT
                .allowingInternalEndpoints()
                .allowingPrivateAddresses()
                .allowingHttp();
        assertThatThrownBy(() -> open.check("oss-cn-hangzhou-internal.aliyuncs.com", resolved(address)))
                .isInstanceOf(HostNotAllowedException.class)
                .hasMessageContaining("must be an address other than that of a metadata service");
    }

    @Test
    void refusedInternalEndpointNamesTheOptionThatAllowsIt() {
        String internal = "bucket.oss-cn-hangzhou-internal.aliyuncs.com";
        HostPolicy listed = HostPolicy.STRICT.allowingHosts(internal);

        assertThatThrownBy(() -> HostPolicy.STRICT.check("https://" + internal + "/k"))
                .hasMessageContaining("allowInternalEndpoints")
                .hasMessageNotContaining("allowedHosts");
        assertThatThrownBy(() -> listed.check(internal, resolved("100.118.28.44")))
                .hasMessageContaining("allowInternalEndpoints")
                .hasMessageNotContaining("allowPrivateAddresses");
        assertThatThrownBy(() -> listed.check(internal, resolved("10.0.0.1")))
                .hasMessageContaining("allowPrivateAddresses");
    }

    @Test
    void internalEndpointsReachOnlyTheirAddressRange() throws Exception {
        String internal = "bucket.oss-cn-hangzhou-internal.aliyuncs.com";
        assertThatCode(() -> INTERNAL.check(internal, resolved("100.118.28.44")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> INTERNAL.check(internal, resolved("10.0.0.1")))
                .isInstanceOf(HostNotAllowedException.class);
        assertThatThrownBy(() -> INTERNAL.check("evil.example", resolved("100.118.28.44")))
                .isInstanceOf(HostNotAllowedException.class);
        assertThatThrownBy(() -> HostPolicy.STRICT.check(internal, resolved("100.118.28.44")))
                .isInstanceOf(HostNotAllowedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9000/demo/k",
                "https://127.8.9.10/k",
                "http://localhost:80/k",
                "HTTP://LocalHost:9000/k",
                "http://demo.localhost:9000/k",
                "http://[::1]:9000/k",
                "https://bucket.oss-cn-hangzhou.aliyuncs.com/k"
            })
    void allowsLoopbackHostsForLocalDevelopment(String url) {
        assertThatCode(() -> LOOPBACK.check(url)).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "OSS without TLS, http://bucket.oss-cn-hangzhou.aliyuncs.com/k",
        "OSS on another port, https://bucket.oss-cn-hangzhou.aliyuncs.com:9000/k",
        "another name, http://files.example.com/k",
        "another name with TLS, https://files.example.com/k",
        "a private address, http://192.168.0.1:9000/k",
        "any address, http://0.0.0.0:9000/k",
        "loopback in IPv6, 'http://[::ffff:127.0.0.1]/k'",
        "a longer spelling of loopback, 'http://[0:0:0:0:0:0:0:1]/k'",
        "a name that begins like loopback, http://127.0.0.1.example.com/k",
        "a name that begins like localhost, http://localhost.example.com/k",
        "a name that ends like localhost, http://notlocalhost/k",
        "a trailing dot, http://localhost./k"
    })
    void refusesOtherHostsForLocalDevelopment(String reason, String url) {
        assertThatThrownBy(() -> LOOPBACK.check(url)).as(reason).isInstanceOf(HostNotAllowedException.class);
    }

    @Test
    void hostBesideThisMachineNeedsOtherOptionsThanLocalDevelopment() {
        assertThatThrownBy(() -> LOOPBACK.check("http://oss:9000/demo/k"))
                .isInstanceOf(HostNotAllowedException.class)
                .hasMessageStartingWith(
                        "link target: must be localhost, *.localhost, 127.0.0.0/8 or [::1] or an OSS domain (with"
                                + " localDevelopment; for another host, set allowedHosts, allowPrivateAddresses and"
                                + " allowHttp instead), was 'oss:9000'");
        assertThatThrownBy(() -> LOOPBACK.check("http://demo.oss-cn-hangzhou.aliyuncs.com/k"))
                .hasMessageStartingWith("link target: must be https");
        assertThatCode(() -> LOOPBACK.allowingHosts("files.example.com").check("https://files.example.com/k"))
                .doesNotThrowAnyException();
    }

    @Test
    void loopbackHostsHaveLoopbackAddresses() throws Exception {
        LOOPBACK.check("localhost", resolved("127.0.0.1"));
        LOOPBACK.check("demo.localhost", resolved("::1"));
        LOOPBACK.check("[::1]", resolved("::1"));
        LOOPBACK.check("::1", resolved("::1"));
        HostPolicy alsoPrivate =
                HostPolicy.STRICT.allowingPrivateAddresses().allowingHttp().allowingLoopback();
        for (String elsewhere : List.of("10.0.0.1", "8.8.8.8", "::ffff:8.8.8.8", "fe80::1")) {
            for (HostPolicy policy : List.of(LOOPBACK, alsoPrivate)) {
                assertThatThrownBy(() -> policy.check("demo.localhost", resolved(elsewhere)))
                        .isInstanceOf(HostNotAllowedException.class)
                        .hasMessageContaining("must be a loopback address");
            }
        }
        assertThatThrownBy(() -> LOOPBACK.check("bucket.oss-cn-hangzhou.aliyuncs.com", resolved("127.0.0.1")))
                .isInstanceOf(HostNotAllowedException.class);
    }

    private static InetAddress resolved(String address) throws Exception {
        return InetAddress.getAllByName(address)[0];
    }
}
