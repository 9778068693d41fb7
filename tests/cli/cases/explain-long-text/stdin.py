print('{"id":"long","turns":[{"text":"' + "Now for something else. " * 30 + "I am still waiting for it. " + "And so on it goes. " * 30 + '"}]}')
