const config = { answer: 'hello' };
