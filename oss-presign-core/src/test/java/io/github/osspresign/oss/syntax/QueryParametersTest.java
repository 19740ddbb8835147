// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class QueryParametersTest {

    @Test
    void decodesNamesAndValues() {
        QueryParameters parameters = QueryParameters.parse("a%2Db=c+d%2B%3D&B&e=&f=g=h");
        assertThat(parameters.decoded())
                .containsExactly(entry("a-b", "c d+="), entry("B", ""), entry("e", ""), entry("f", "g=h"));
        assertThat(parameters.encoded()).containsEntry("a-b", "c+d%2B%3D");
        assertThat(parameters.get("a-b")).isEqualTo("c d+=");
        assertThat(parameters.get("B")).isNull();
        assertThat(parameters.get("b")).isNull();
    }

    @Test
    void keepsFirstOfSeveralValues() {
        for (QueryParameters parameters : new QueryParameters[] {
            QueryParameters.parse("a=1&%61=2&b"), QueryParameters.parseLeniently("a=1&%61=2&b")
        }) {
            assertThat(parameters.get("a")).isEqualTo("1");
            assertThat(parameters.repeatedNames()).containsExactly("a");
        }
    }

    @Test
    void rejectsMalformedEncodings() {
        assertThatIllegalArgumentException().isThrownBy(() -> QueryParameters.parse("a%zz=b"));
        QueryParameters parameters = QueryParameters.parse("a=b%zz");
        assertThatIllegalArgumentException().isThrownBy(() -> parameters.get("a"));
        assertThatIllegalArgumentException().isThrownBy(parameters::decoded);
    }

    @Test
    void keepsMalformedEncodingsWhenLenient() {
        assertThat(QueryParameters.parseLeniently("a%zz=b%&c=%41").decoded())
                .containsExactly(entry("a%zz", "b%"), entry("c", "A"));
    }

    @Test
    void skipsEmptyParametersOnlyWhenLenient() {
        assertThat(QueryParameters.parseLeniently("&a=b&&").decoded()).containsExactly(entry("a", "b"));
        assertThat(QueryParameters.parseLeniently("").decoded()).isEmpty();
        assertThat(QueryParameters.parseLeniently(null).decoded()).isEmpty();
        assertThat(QueryParameters.parse("a=b&").decoded()).containsExactly(entry("a", "b"), entry("", ""));
        assertThat(QueryParameters.parse("a=b&&").repeatedNames()).containsExactly("");
    }
}
