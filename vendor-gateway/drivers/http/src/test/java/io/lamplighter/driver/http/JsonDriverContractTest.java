package io.lamplighter.driver.http;

class JsonDriverContractTest extends DefinedDriverContract {
    JsonDriverContractTest() {
        super(Form.JSON);
    }
}
