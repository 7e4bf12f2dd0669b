package io.leveret.amqp.connection;

import io.leveret.core.fuzz.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LoginFuzzTest {
    @TestFactory
    Stream<DynamicTest> theCorpusPasses() {
        return Corpus.replay(LoginFuzz.class, LoginFuzz::fuzzerTestOneInput);
    }
}
