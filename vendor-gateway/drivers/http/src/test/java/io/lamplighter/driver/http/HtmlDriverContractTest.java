package io.lamplighter.driver.http;

class HtmlDriverContractTest extends DefinedDriverContract {
    HtmlDriverContractTest() {
        super(Form.HTML);
    }
}
