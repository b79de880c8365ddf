package io.lamplighter.driver.http;

class BinaryDriverContractTest extends DefinedDriverContract {
    BinaryDriverContractTest() {
        super(Form.BINARY);
    }
}
